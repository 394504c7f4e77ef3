/** What a running original left: older types and character sets than ours, narrow columns, an index somebody added, rows. */
export const originalDump = [
  `CREATE TABLE pre_server_detail (
    id int(11) NOT NULL AUTO_INCREMENT,
    server_name varchar(128) DEFAULT NULL COMMENT '服务器名称',
    network_ip varchar(15) NOT NULL,
    pro_type varchar(164) DEFAULT '',
    config_dir varchar(255) DEFAULT '',
    pro_dir varchar(255) DEFAULT NULL,
    pro_key varchar(164) DEFAULT NULL,
    pro_init varchar(164) DEFAULT NULL,
    status varchar(64) DEFAULT '启用',
    local_name varchar(200) DEFAULT NULL,
    app_key varchar(200) DEFAULT NULL,
    is_deloy_dir varchar(64) DEFAULT NULL,
    auto_deloy varchar(64) DEFAULT '0',
    env varchar(255) CHARACTER SET utf8 COLLATE utf8_bin DEFAULT NULL,
    mask varchar(32) DEFAULT 'theirs',
    PRIMARY KEY (id),
    KEY somebody_added_this (app_key)
  ) ENGINE=InnoDB AUTO_INCREMENT=41 DEFAULT CHARSET=utf8`,
  `CREATE TABLE pre_external_server_detail (
    id int(11) NOT NULL AUTO_INCREMENT,
    network_ip varchar(15) NOT NULL,
    PRIMARY KEY (id)
  ) ENGINE=MyISAM DEFAULT CHARSET=latin1`,
  `CREATE TABLE pre_deploy_manage (
    id int(11) NOT NULL AUTO_INCREMENT,
    deploy_key varchar(64) DEFAULT NULL,
    deploy_ip varchar(64) CHARACTER SET utf32 DEFAULT NULL,
    deloy_prodir_before varchar(64) DEFAULT NULL,
    deloy_size text,
    end_time datetime DEFAULT NULL,
    randomStr varchar(128) DEFAULT NULL,
    rollRecord int(64) DEFAULT '0',
    status int(64) DEFAULT '0',
    PRIMARY KEY (id)
  ) ENGINE=InnoDB AUTO_INCREMENT=1013 DEFAULT CHARSET=utf8`,
  `CREATE TABLE pre_deploy_status (
    id int(11) NOT NULL AUTO_INCREMENT,
    deploy_key varchar(64) DEFAULT NULL,
    status int(64) DEFAULT '0',
    PRIMARY KEY (id)
  ) ENGINE=InnoDB DEFAULT CHARSET=latin1`,
  'CREATE TABLE load_key_sorts (id int(11) DEFAULT NULL, local_name varchar(255), app_key_sort text) ENGINE=InnoDB DEFAULT CHARSET=utf8',
  `INSERT INTO pre_server_detail (id, server_name, network_ip, pro_dir, local_name, app_key, is_deloy_dir, auto_deloy)
   VALUES (1, '服务一', '10.0.0.1', '/data/www/html1', 'server', 'server1', '2', '1'),
          (40, NULL, '10.0.0.2', NULL, NULL, NULL, NULL, '0')`,
  "INSERT INTO pre_external_server_detail (network_ip) VALUES ('203.0.113.5')",
  `INSERT INTO pre_deploy_manage (deploy_key, deploy_ip, deloy_prodir_before, deloy_size, end_time, randomStr, status)
   VALUES ('server1', '10.0.0.1', '/data/www/html1_20180605_144705', '32M /data/www/html1', '2018-06-24 16:10:48', '1529827742000000000', 0)`,
  "INSERT INTO pre_deploy_status (deploy_key, status) VALUES ('server1', 1)",
  "INSERT INTO load_key_sorts VALUES (NULL, 'server', 'server1;server2')",
];
